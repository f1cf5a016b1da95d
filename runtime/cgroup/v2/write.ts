/** A value for one of the group's control files, and what asked for it. */
export interface Write {
  file: string;
  value: string;
  /** Where in config.json. */
  asked: string;
  /** Says what is so anyhow where the kernel has not the file. */
  ifExists?: true;
}
