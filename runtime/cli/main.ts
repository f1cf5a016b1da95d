/**
 * `brine-runtime`: the OCI command line, with the commands, options and exit statuses of runc, so that podman, docker and containerd can
 * drive it. Each command is a few words on the library.
 */
import { readFileSync } from "node:fs";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { features } from "../features.ts";
import { exec, type ExecCommand } from "./exec.ts";
import { CommandError, defaultRoot, existing, log, messageOf, type Globals } from "./globals.ts";
import { create, kill, remove, run, type CreateCommand } from "./lifecycle.ts";
import { events, list, plan, print, ps, spec, state } from "./look.ts";
import { limitOptions, update, type UpdateCommand } from "./update.ts";

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string };

const program = new Command("brine-runtime")
  .description("Runs containers from OCI bundles.")
  .enablePositionalOptions()
  .exitOverride()
  // What is wrong with the arguments is told as any other error.
  .configureOutput({ outputError: () => undefined })
  .version(`brine-runtime version ${version}\nspec: 1.2.0`, "-v, --version")
  .option("--root <directory>", "where the state of containers is kept", defaultRoot())
  .option("--log <file>", "where errors are logged (standard error)")
  .addOption(new Option("--log-format <format>", "form of the log").choices(["text", "json"]).default("text"))
  .option("--debug", "accepted for the sake of clients: there is nothing more to tell")
  .option("--systemd-cgroup", "refused: control groups are made in the file system, not by systemd")
  .addOption(new Option("--rootless <whether>", "accepted for the sake of clients: found out").hideHelp())
  .addOption(new Option("--criu <path>").hideHelp());

/** The globals, once they are known to be all right. */
function globals(): Globals {
  const options = program.opts<Globals & { systemdCgroup?: true }>();
  if (options.systemdCgroup)
    throw new CommandError("--systemd-cgroup is not honoured: set the client's cgroup driver (or manager) to cgroupfs");
  return options;
}

/** Ends with the status at once: nothing that is still open here may keep an engine waiting. */
function ending<Args extends unknown[]>(action: (...args: Args) => unknown): (...args: Args) => Promise<void> {
  return async (...args) => {
    const status = await action(...args);
    process.exitCode = typeof status === "number" ? status : 0;
  };
}

const collect = (value: string, previous: string[]): string[] => [...previous, value];

function milliseconds(text: string): number {
  const [, digits, unit] = /^(\d+)(ms|s|m)$/.exec(text) ?? [];
  if (digits === undefined) throw new InvalidArgumentError("give a time such as 500ms, 5s or 1m");
  return Number(digits) * { ms: 1, s: 1000, m: 60_000 }[unit as "ms" | "s" | "m"];
}

function refusing(command: Command, option: string, why: string): Command {
  return command.addOption(
    new Option(option, `refused: ${why}`).hideHelp().argParser((value) => {
      if (value !== "0") throw new InvalidArgumentError(`not honoured: ${why}`);
      return value;
    }),
  );
}

function creating(name: string, description: string): Command {
  const command = program
    .command(`${name} <id>`)
    .description(description)
    .option("-b, --bundle <directory>", "with config.json", ".")
    .option("--pid-file <file>", "where the PID of the container's first process is written")
    .option("--no-new-keyring", "keep the caller's session keyring")
    .option("--console-socket <path>", "where the other end of the program's terminal goes");
  command.option("--preserve-fds <count>", "so many more descriptors, from 3 on, are the program's too");
  return refusing(command, "--no-pivot [value]", "without pivot_root(2) a container can leave its root");
}

creating("create", "create a container: its program waits for start").action(
  ending((id: string, options: CreateCommand) => create(globals(), id, options).then(() => 0)),
);
program
  .command("start <id>")
  .description("run the program of a created container")
  .action(ending((id: string) => existing(globals(), "start", id).start()));
creating("run", "create, start, wait and delete")
  .option("-d, --detach", "do not wait for its end, and leave it")
  .option("--keep", "do not delete it after its end")
  .option("--no-subreaper", "accepted for the sake of clients")
  .action(ending((id: string, options: CreateCommand & { keep?: true }) => run(globals(), id, options)));
program
  .command("state <id>")
  .description("print the state of a container")
  .action(ending((id: string) => state(globals(), id)));
program
  .command("kill <id> [signal]")
  .description("send a signal to the container's first process")
  .option("-a, --all", "to all its processes")
  .action(ending((id: string, signal: string | undefined, options: { all?: true }) => kill(globals(), id, signal ?? "SIGTERM", options)));
program
  .command("delete <id>")
  .description("remove a stopped container")
  .option("-f, --force", "end it first when it is not stopped; one that does not exist is no error")
  .action(ending((id: string, options: { force?: true }) => remove(globals(), id, options)));

const execution = program
  .command("exec <id> [args...]")
  .description("run another program in a container")
  .passThroughOptions()
  .option("-p, --process <file>", "the program as JSON, as in config.json")
  .option("--cwd <directory>", "its working directory")
  .option("-e, --env <variable>", "set NAME=value", collect, [])
  .option("-u, --user <uid[:gid]>", "who it runs as")
  .option("-g, --additional-gids <gid>", "another group", collect, [])
  .option("-c, --cap <name>", "another capability", collect, [])
  .option("--no-new-privs", "set no_new_privs")
  .option("--apparmor <profile>", "its AppArmor profile")
  .option("--process-label <label>", "its SELinux label")
  .option("-d, --detach", "do not wait for its end")
  .option("--pid-file <file>", "where its PID is written")
  .option("-t, --tty", "give it a terminal")
  .option("--console-socket <path>", "where the other end of its terminal goes (this terminal)")
  .option("--preserve-fds <count>", "so many more descriptors, from 3 on, are the program's too")
  .option("--cgroup <[controllers:]path>", "a control group below the container's", collect, [])
  .option("--ignore-paused", "also while the container is paused; the program begins when that goes on");
execution.action(
  ending((id: string, args: string[], { newPrivs, ...options }: ExecCommand) => exec(globals(), id, args, { ...options, newPrivs })),
);

program
  .command("ps <id>")
  .description("list the processes of a container, as the host numbers them")
  .passThroughOptions()
  .addOption(new Option("-f, --format <format>").choices(["table", "json"]).default("table"))
  .argument("[options...]", "of ps(1), whose table it is (-ef)")
  .action(ending((id: string, psOptions: string[], options: { format: "table" | "json" }) => ps(globals(), id, psOptions, options)));
program
  .command("pause <id>")
  .description("suspend all its processes")
  .action(ending((id: string) => existing(globals(), "pause", id).pause()));
program
  .command("resume <id>")
  .description("let its processes go on")
  .action(ending((id: string) => existing(globals(), "resume", id).resume()));

const updating = program
  .command("update <id>")
  .description("change limits")
  .option("-r, --resources <file>", "linux.resources as JSON, - for standard input");
for (const [option, place] of Object.entries(limitOptions))
  updating.option(`--${option.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} <value>`, place.join("."));
for (const option of ["--l3-cache-schema <schema>", "--mem-bw-schema <schema>"]) refusing(updating, option, "there is no linux.intelRdt");
updating.action(ending((id: string, options: UpdateCommand) => update(globals(), id, options)));

program
  .command("events <id>")
  .description("print statistics of its control groups, again and again")
  .option("--stats", "once")
  .addOption(new Option("--interval <time>", "between two looks").argParser(milliseconds).default(5000, "5s"))
  .action(ending((id: string, options: { stats?: true; interval: number }) => events(globals(), id, options)));
program
  .command("list")
  .description("list the containers")
  .addOption(new Option("-f, --format <format>").choices(["table", "json"]).default("table"))
  .option("-q, --quiet", "ids only")
  .action(ending((options: { format: "table" | "json"; quiet?: true }) => list(globals(), options)));
program
  .command("spec")
  .description("write the config.json that a new bundle begins with")
  .option("-b, --bundle <directory>", "where to", ".")
  .option("--rootless", "for a caller without root")
  .action(ending((options: { bundle: string; rootless?: true }) => spec(options)));
for (const name of ["checkpoint", "restore"])
  program
    .command(`${name} [args...]`, { hidden: true })
    .allowUnknownOption()
    .action(() => {
      throw new CommandError(`${name} is not honoured by this runtime`);
    });
program
  .command("features")
  .description("tell what of the specification is supported (features.md)")
  .action(ending(() => print(JSON.stringify(features(version), undefined, 2))));
program
  .command("plan [bundle]")
  .description("print the launch plan of a bundle")
  .option("--id <id>", "of the container", "container")
  .addOption(new Option("--format <format>").choices(["text", "json"]).default("text"))
  .action(
    ending((bundle: string | undefined, options: { id: string; format: "text" | "json" }) =>
      plan(globals(), { bundle: bundle ?? ".", ...options }),
    ),
  );

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = error instanceof CommandError ? error.exitStatus : 1;
  // Help and version end so too.
  if (error instanceof CommanderError && error.exitCode === 0) process.exitCode = 0;
  else log(program.opts<Partial<Globals>>(), "error", messageOf(error).replace(/^error: /, ""));
}
// The launcher is let go, and with it what outlives this process.
process.exit();
