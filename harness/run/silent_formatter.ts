/** Cucumber insists on a formatter for standard output; what is printed there is decided elsewhere (reports/terminal). */
export default { type: "formatter", formatter: (): void => {} };
