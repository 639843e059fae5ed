module.exports = {
  apps: [{ name: 'reader', script: './dist/index.js', instances: 2, exec_mode: 'cluster' }],
};
