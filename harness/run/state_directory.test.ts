import { expect } from "chai";
import { join } from "node:path";
import { describe, it } from "node:test";
import { stateDirectory } from "./state_directory.ts";

describe("the state directory", () => {
  it("is absolute whatever BRINE_STATE holds: a sweep refuses any other", () => {
    expect(stateDirectory({ BRINE_STATE: "own/state/" }, 0)).to.equal(join(process.cwd(), "own/state"));
  });

  it("is root's below /run, and a user's among what is the user's", () => {
    expect(stateDirectory({}, 0)).to.equal("/run/brine");
    expect(stateDirectory({ XDG_RUNTIME_DIR: "/run/user/7" }, 7)).to.equal("/run/user/7/brine");
  });
});
