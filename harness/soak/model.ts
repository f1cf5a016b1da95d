/**
 * Whether what several processes saw of one container can be explained by any order of their operations: each operation takes effect at
 * one moment between its call and its answer (linearizability). Creating takes effect twice: the id is taken, then the container is there.
 */

export type Operation =
  "create" | "start" | "kill" | "pause" | "resume" | "exec" | "update" | "state" | "list" | "delete" | "delete --force";

/** One operation on one id, as its process saw it. */
export interface Event {
  id: string;
  operation: Operation;
  /** ns of CLOCK_MONOTONIC, which the processes of a host share. */
  begin: number;
  end: number;
  /** `ok`, `refused`, or of `state` the status it told. */
  outcome: string;
  /** What was said, for people. */
  message?: string;
}

type Base = "absent" | "creating" | "created" | "running" | "stopped";

/** A container as the specification knows it; one that may end at any moment, as it was sent a signal, and one that is suspended. */
interface State {
  base: Base;
  isPaused: boolean;
  isDying: boolean;
}

const absent: State = { base: "absent", isPaused: false, isDying: false };
const lives = ({ base }: State): boolean => base === "creating" || base === "created" || base === "running";
/** In the middle of create some of what is asked of a live container is done, and some refused: both is legal. */
const either = (state: State): boolean => state.base === "creating";

/** The states that the container may be in after an operation that came to this; none when it cannot have come to it. */
function after(state: State, { operation, outcome }: Event): State[] {
  const { base, isPaused } = state;
  const isOk = outcome === "ok";
  const when = (isLegal: boolean, next = state): State[] => (isLegal ? [next] : []);
  // A process that is ending has let go of its namespaces and files before it has ended.
  if (outcome === "refused" && state.isDying && lives(state) && ["start", "kill", "pause", "exec", "update"].includes(operation))
    return [state];
  switch (operation) {
    case "start":
      return isOk ? when(base === "created" && !isPaused, { ...state, base: "running" }) : when(base !== "created" || isPaused);
    case "kill":
      return isOk ? when(lives(state), { ...state, isDying: true }) : when(!lives(state) || either(state));
    case "pause":
      return isOk
        ? when((base === "created" || base === "running") && !isPaused, { ...state, isPaused: true })
        : when(!lives(state) || isPaused || either(state));
    case "resume":
      return isOk ? when(isPaused, { ...state, isPaused: false }) : when(!isPaused);
    case "exec":
      return isOk ? when(base === "running" && !isPaused) : when(base !== "running" || isPaused);
    case "update":
      return isOk ? when(lives(state)) : when(!lives(state) || either(state));
    case "delete":
      return isOk ? when(base === "stopped" || (either(state) && state.isDying), absent) : when(base !== "stopped");
    case "delete --force":
      return when(isOk, absent);
    case "state":
      if (outcome === "refused") return when(base === "absent" || base === "creating");
      if (base === "creating") return when(outcome === "creating" || (state.isDying && outcome === "stopped"));
      return when(outcome === (isPaused && lives(state) ? "paused" : base));
    case "list":
      return when(isOk);
    case "create":
      return [];
  }
}

/** How far each operation under way has come: 0 has not taken effect, 1 creates, 2 has. */
interface World {
  state: State;
  phases: ReadonlyMap<Event, number>;
}

const keyOf = ({ state, phases }: World, pending: readonly Event[]): string =>
  `${state.base} ${state.isPaused} ${state.isDying} ${pending.map((event) => phases.get(event) ?? 0).join("")}`;

/** What may happen next in a world. */
function successors({ state, phases }: World, pending: readonly Event[]): World[] {
  const found: World[] = [];
  const step = (next: State, event?: Event, phase = 2): void => {
    found.push({ state: next, phases: event ? new Map(phases).set(event, phase) : phases });
  };
  if (state.isDying && lives(state) && state.base !== "creating") step({ base: "stopped", isPaused: false, isDying: false });
  for (const event of pending) {
    const phase = phases.get(event) ?? 0;
    if (phase === 2) continue;
    // While it is removed there is a directory without a container, into which its launcher may still write how it ended.
    const isHalf = state.base === "absent" && pending.some(({ operation }) => operation.startsWith("delete"));
    if (isHalf && (event.outcome === "creating" || (event.operation === "state" && event.outcome === "stopped"))) step(state, event);
    // First it ends the program, which has to go on for that; then it removes the container.
    if (event.operation === "delete --force" && phase === 0 && lives(state)) {
      step({ ...state, isDying: true }, event, 1);
      step({ ...state, isDying: true, isPaused: false }, event, 1);
    }
    if (event.operation !== "create") for (const next of after(state, event)) step(next, event);
    else if (phase === 0) {
      if (state.base === "absent") step({ ...absent, base: "creating" }, event, 1);
      else if (event.outcome === "refused") step(state, event);
    } else if (event.outcome === "ok") {
      if (state.base === "creating") step({ ...state, base: "created" }, event);
    }
    // It fails only when somebody has meddled with it.
    else if (state.base !== "creating" || state.isDying) step(state.base === "creating" ? absent : state, event);
  }
  return found;
}

/**
 * The first operation on an id that no order explains; undefined when all are explained.
 *
 * @param events of one id, of all processes
 */
export function firstUnexplained(events: readonly Event[]): Event | undefined {
  const moments = events
    .flatMap((event) => [
      { at: event.begin, event, isEnd: false },
      { at: event.end, event, isEnd: true },
    ])
    .toSorted((one, other) => one.at - other.at || Number(one.isEnd) - Number(other.isEnd));
  let pending: Event[] = [];
  let worlds: World[] = [{ state: absent, phases: new Map() }];
  for (const { event, isEnd } of moments) {
    if (!isEnd) {
      pending.push(event);
      continue;
    }
    const seen = new Map(worlds.map((world) => [keyOf(world, pending), world]));
    for (let fresh = [...seen.values()]; fresh.length > 0;) {
      const found = fresh.flatMap((world) => successors(world, pending)).filter((world) => !seen.has(keyOf(world, pending)));
      for (const world of found) seen.set(keyOf(world, pending), world);
      fresh = found;
    }
    const explained = [...seen.values()].filter(({ phases }) => phases.get(event) === 2);
    if (explained.length === 0) return event;
    pending = pending.filter((each) => each !== event);
    worlds = explained.map(({ state, phases }) => ({ state, phases: new Map([...phases].filter(([each]) => each !== event)) }));
  }
  return undefined;
}
