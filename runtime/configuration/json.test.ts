import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it } from "node:test";
import { expect } from "chai";
import { parseJson, readText } from "./json.ts";

describe("the JSON of a configuration", () => {
  it("is read as JSON.parse does", () => {
    const text = String.raw`{"a": {"a": [1, {"a": "}\"a\":\\"}], "b": null}, "": "é", "c\\": true, "c": [[], {}]}`;
    expect(parseJson(text)).to.deep.equal(JSON.parse(text));
  });

  for (const [name, text, says] of [
    ["a name twice", '{"a": 1,\n "b": {"a": 1},\n "a": 2}', 'line 3, column 2: the name "a" stands twice in one object'],
    ["a name twice, once with an escape", String.raw`{"cwd": "/", "cw\u0064": "/tmp"}`, 'line 1, column 14: the name "cwd" stands twice'],
    ["a name twice that JavaScript makes something of", '{"__proto__": 1, "__proto__": 2}', 'the name "__proto__" stands twice'],
    ["a name twice behind strings that end in a backslash", String.raw`{"a": "\\", "a": "\\"}`, "column 13"],
    ["a thousand and one levels", "[".repeat(1001), "line 1, column 1001: must not be nested deeper than 1000 levels"],
    ["ten million levels", '{"x":'.repeat(2_000_000) + "[".repeat(8_000_000), "must not be nested deeper than 1000 levels"],
    ["no JSON at all, before it is a name twice", '{"a": 1, "a": ?}', "line 1, column 15: not valid JSON"],
  ] as const)
    it(`is refused with ${name}`, () => {
      expect(() => parseJson(text)).to.throw(says);
    });

  it("has the name of its file where it is not config.json", () => {
    expect(() => parseJson("{", "process.json")).to.throw("process.json, line 1, column 2: not valid JSON");
  });

  it("is refused with bytes that are no UTF-8, and their place", () => {
    const directory = mkdtempSync(path.join(tmpdir(), "brine-test-"));
    const file = path.join(directory, "config.json");
    try {
      for (const [bytes, says] of [
        [Buffer.from([0x22, 0xc3, 0xa9, 0xff, 0x22]), "byte 4 is 255: must be UTF-8"],
        // A surrogate, an overlong "/", and a character that breaks off.
        [Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), "byte 2 is 237: must be UTF-8"],
        [Buffer.from([0xc0, 0xaf]), "byte 1 is 192: must be UTF-8"],
        [Buffer.from([0x22, 0xe2, 0x82]), "byte 2 is 226: must be UTF-8"],
      ] as const) {
        writeFileSync(file, bytes);
        expect(() => readText(file)).to.throw(says);
      }
      writeFileSync(file, '"é \ufffd 🥒"');
      expect(readText(file)).to.equal('"é \ufffd 🥒"');
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
