import { existsSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { expect } from "chai";
import { numbersOf } from "./architectures.ts";
import { readNumbers } from "./headers.ts";

/** Debian's and others' places, of the architectures whose headers the host may have. */
const headers = [
  ["x86_64", "unistd_64.h"],
  ["x86", "unistd_32.h"],
  ["x32", "unistd_x32.h"],
] as const;
const directory = ["/usr/include/x86_64-linux-gnu/asm", "/usr/include/asm"].find((each) => existsSync(`${each}/unistd_64.h`));

describe("the table of system calls", { skip: directory === undefined && "the host has no asm/unistd_64.h of x86" }, () => {
  for (const [column, file] of headers)
    it(`has the numbers of the host's own ${file}`, () => {
      const theirs = readNumbers(readFileSync(`${directory}/${file}`, "utf8"));
      expect(theirs.size).to.be.above(300);
      // A name that is only here is of a newer kernel.
      for (const [name, number] of theirs) expect(numbersOf(column).get(name), name).to.equal(number);
    });
});
