import { describe, it } from "node:test";
import { expect } from "chai";
import { EngineFailure } from "../contract.ts";
import { errorsOfLog } from "./log.ts";
import { parseList, parseState } from "./state.ts";

describe("the state an OCI runtime prints", () => {
  it("has a status, and a PID unless it is 0", () => {
    expect(parseState('{"ociVersion":"1.0.2","id":"one","status":"running","pid":7}', "one")).to.deep.equal({ status: "running", pid: 7 });
    expect(parseState('{"id":"one","status":"stopped","pid":0}', "one")).to.deep.equal({ status: "stopped", pid: undefined });
  });

  for (const [what, text] of Object.entries({
    nothing: "",
    "a word": "running",
    null: "null",
    "another container": '{"id":"two","status":"running"}',
    "an unknown status": '{"id":"one","status":"fine"}',
    "no status": '{"id":"one"}',
  }))
    it(`is refused when it is ${what}`, () => {
      expect(() => parseState(text, "one"))
        .to.throw(EngineFailure)
        .with.nested.property("details.operation", "state");
    });
});

describe("the list an OCI runtime prints", () => {
  it("has an object for each container, and may be null", () => {
    expect(parseList('[{"id":"one"},{"id":"two"}]')).to.deep.equal([{ id: "one" }, { id: "two" }]);
    expect(parseList("null")).to.deep.equal([]);
  });

  for (const text of ["", "one", '{"id":"one"}', "[1]"])
    it(`is refused when it is ${JSON.stringify(text)}`, () => {
      expect(() => parseList(text)).to.throw(EngineFailure);
    });
});

describe("the log of an OCI runtime", () => {
  it("tells errors, whatever else is in it", () => {
    expect(errorsOfLog('{"level":"warning","msg":"careful"}\nnoise\n{"level":"error","msg":"no such file"}\n7\n')).to.deep.equal([
      "no such file",
    ]);
  });
});
