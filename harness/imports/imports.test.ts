import { expect } from "chai";
import { describe, it } from "node:test";
import { root } from "../root.ts";
import { checkImports, violations } from "./check.ts";
import { specifiers } from "./specifiers.ts";

describe("import rules", () => {
  it("are kept by every file of the project", () => {
    expect(checkImports(root)).to.deep.equal([]);
  });

  it("refuse a step that knows an adapter, the runtime or the native part, even by type or dynamically", () => {
    const source = [
      'import { adapter } from "../engines/runc/adapter.ts";',
      'import type { Plan } from "../runtime/plan/plan.ts";',
      'const native = await import("../native/index.ts");',
    ].join("\n");
    expect(violations("steps/world.ts", source)).to.have.lengthOf(3);
    expect(violations("steps/world.ts", source)[0]).to.match(
      /^steps\/world\.ts imports engines\/runc\/adapter\.ts, but steps may import only/,
    );
  });

  it("let steps know the contract, the registry and the host", () => {
    const source =
      'import { a } from "../engines/contract.ts";\nimport { b } from "../engines/host/process.ts";\nimport { c } from "./d.ts";';
    expect(violations("steps/pid.steps.ts", source)).to.deep.equal([]);
  });

  it("keep adapters apart, and the runtime for its own adapter", () => {
    expect(violations("engines/runc/adapter.ts", 'import "../brine/adapter.ts";')).to.have.lengthOf(1);
    expect(violations("engines/runc/adapter.ts", 'import "../../runtime/container.ts";')).to.have.lengthOf(1);
    expect(violations("engines/runc/adapter.ts", 'import "../oci/runtime.ts";')).to.deep.equal([]);
    expect(violations("engines/brine/adapter.ts", 'import "../../runtime/container.ts";')).to.deep.equal([]);
    expect(violations("engines/brine/adapter.ts", 'import "./container.ts";')).to.deep.equal([]);
  });

  it("keep reports from engines, the harness from the native part, the native part from everything", () => {
    expect(violations("reports/allure/reporter.ts", 'import "../../harness/run/features.ts";')).to.have.lengthOf(1);
    expect(violations("harness/run/run.ts", 'export { flock } from "../../native/index.ts";')).to.have.lengthOf(1);
    expect(violations("native/index.ts", 'import "../runtime/plan.ts";')).to.have.lengthOf(1);
  });

  it("want every folder to have a rule", () => {
    expect(violations("utils/x.ts", 'import "../engines/contract.ts";')[0]).to.match(/no folder that the import rules know/);
  });

  it("find imports over several lines, and none in comments", () => {
    const source =
      'import {\n  a,\n  type B,\n} from "./one.ts";\nexport * from "./two.ts";\n/* import "./three.ts"; */\n// import "./four.ts";\nimport(`./five/${name}.ts`);';
    expect(specifiers(source)).to.deep.equal(["./one.ts", "./two.ts", "./five/"]);
  });
});
