console.log('open');
