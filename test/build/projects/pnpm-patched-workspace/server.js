console.log(require('lib')(3));
