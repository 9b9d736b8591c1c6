// Loaded before a Node program: writes every file that it opens to the file SPY names, a path a line.
const fs = require("fs");
const note = fs.appendFileSync.bind(fs);
for (const from of [fs, fs.promises]) {
  for (const name of ["readFile", "readFileSync", "open", "openSync", "createReadStream"]) {
    const real = from[name];
    if (real) {
      from[name] = function (path, ...rest) {
        if (typeof path === "string") note(process.env.SPY, path + "\n");
        return real.call(this, path, ...rest);
      };
    }
  }
}
require("module").syncBuiltinESMExports();
