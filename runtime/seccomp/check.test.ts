import { describe, it } from "node:test";
import { expect } from "chai";
import { checkConfiguration } from "../configuration/check.ts";
import { parseConfiguration } from "../configuration/read.ts";

const rule = { names: ["mkdir"], action: "SCMP_ACT_ERRNO" };
const argument = { index: 0, op: "SCMP_CMP_EQ", value: 1 };
const profile = (more: object = {}): object => ({ defaultAction: "SCMP_ACT_ALLOW", ...more });
const withRule = (more: object): object => profile({ syscalls: [{ ...rule, ...more }] });
const withArgument = (more: object): object => withRule({ args: [{ ...argument, ...more }] });

/** As the part of a configuration. */
function check(seccomp: unknown): void {
  checkConfiguration({
    ociVersion: "1.2.0",
    root: { path: "rootfs" },
    process: { cwd: "/", args: ["true"], user: { uid: 0, gid: 0 } },
    linux: { seccomp },
  });
}

const refusals: [string, unknown, RegExp][] = [
  ["a profile that is no object", [], /linux\.seccomp is \[\]: must be an object/],
  ["a missing default", {}, /seccomp\.defaultAction is missing: must be one of SCMP_ACT_KILL/],
  ["an unknown default", profile({ defaultAction: "ALLOW" }), /defaultAction is "ALLOW": must be one of/],
  ["an unknown action", withRule({ action: "SCMP_ACT_NO" }), /seccomp\.syscalls\[0\]\.action is "SCMP_ACT_NO": must be one of/],
  ["a notification without a listener", withRule({ action: "SCMP_ACT_NOTIFY" }), /listenerPath: is needed with SCMP_ACT_NOTIFY/],
  [
    "a listener at a relative path",
    { defaultAction: "SCMP_ACT_NOTIFY", listenerPath: "agent" },
    /listenerPath is "agent": must be an absolute/,
  ],
  ["metadata without a listener", profile({ listenerMetadata: "x" }), /listenerMetadata is "x": must not be set without listenerPath/],
  ["metadata that is no text", profile({ listenerPath: "/a", listenerMetadata: 1 }), /listenerMetadata is 1: must be a string/],
  ["an unknown architecture", profile({ architectures: ["x86_64"] }), /architectures\[0\] is "x86_64": must be one of SCMP_ARCH_X86/],
  ["an unknown flag", profile({ flags: ["TSYNC"] }), /flags\[0\] is "TSYNC": must be one of SECCOMP_FILTER_FLAG_TSYNC/],
  ["no names", withRule({ names: [] }), /syscalls\[0\]\.names is \[\]: must hold at least one name/],
  ["a name that is none", withRule({ names: [1] }), /names\[0\] is 1: must be a string/],
  ["an errno above the kernel's largest", withRule({ errnoRet: 4096 }), /errnoRet is 4096: must be an integer from 0 to 4095/],
  [
    "an errno of an action without one",
    withRule({ action: "SCMP_ACT_KILL", errnoRet: 1 }),
    /errnoRet is 1: has no meaning with SCMP_ACT_KILL/,
  ],
  ["a default errno of an action without one", profile({ defaultErrnoRet: 1 }), /defaultErrnoRet is 1: has no meaning with SCMP_ACT_ALLOW/],
  ["a seventh argument", withArgument({ index: 6 }), /args\[0\]\.index is 6: must be an integer from 0 to 5/],
  ["an unknown operator", withArgument({ op: "==" }), /args\[0\]\.op is "==": must be one of SCMP_CMP_NE/],
  ["a value below zero", withArgument({ value: -1 }), /args\[0\]\.value is -1: must be an integer of 64 bits/],
  ["a value of 65 bits", withArgument({ value: 1n << 64n }), /args\[0\]\.value is "18446744073709551616": must be an integer of 64 bits/],
  ["a value that a number rounds", withArgument({ value: 2 ** 60 }), /args\[0\]\.value is \d+: is not exact above 2\^53/],
];

describe("linux.seccomp", () => {
  for (const [name, value, says] of refusals)
    it(`is refused with ${name}`, () => {
      expect(() => check(value)).to.throw(says);
    });

  it("is taken with everything else that the specification has", () => {
    check(
      profile({
        architectures: ["SCMP_ARCH_X86_64", "SCMP_ARCH_S390X"],
        // It says nothing where nobody is to be notified.
        listenerPath: "agent",
        flags: ["SECCOMP_FILTER_FLAG_TSYNC", "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV"],
        listenerMetadata: "agent",
        syscalls: [{ names: ["no_such_call"], action: "SCMP_ACT_TRACE", errnoRet: 65_535, args: [argument] }],
      }),
    );
  });

  it("keeps every bit of a value, in a text", () => {
    const seccomp = `{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["kill"],"action":"SCMP_ACT_KILL",
      "args":[{"index":0,"op":"SCMP_CMP_MASKED_EQ","value":18446744073709551615,"valueTwo":9007199254740993}]}]}`;
    const { linux } = parseConfiguration(
      `{"ociVersion":"1.0.2","root":{"path":"r"},"process":{"user":{"uid":0,"gid":0},"args":["a"],"cwd":"/"},"linux":{"seccomp":${seccomp}}}`,
    );
    expect(linux?.seccomp?.syscalls?.[0]?.args?.[0]).to.include({ value: (1n << 64n) - 1n, valueTwo: 9007199254740993n });
  });
});
