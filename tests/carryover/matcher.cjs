// Cuts the functions that hold a rule of Bash against a command out of Qoder CLI 1.1.52 and answers [rule, command] pairs.
const fs = require("fs");
const program = fs.readFileSync(process.argv[2], "utf8");
const cut = (from, to) => {
  const start = program.indexOf(from);
  const end = program.indexOf(to, start);
  if (start < 0 || end < 0) throw new Error(`${from} is not in this program`);
  return program.slice(start, end);
};
const constants = cut('zdi="\\0ESCAPED_STAR', "})").replace(/^/, "var ");
const source = `${cut("function aQc(A)", "function p5(A,e)")};${cut("function sEe(A,e,t)", "function Zgi(")};${constants}`;
const matches = new Function(`${source};return sEe`)();
const cases = JSON.parse(fs.readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(cases.map(([rule, command]) => matches(command, rule, false))));
