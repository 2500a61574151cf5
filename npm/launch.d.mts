export interface Where {
  /** The folder that it runs in. @defaultValue the working directory */
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** The program and its first arguments. Throws where nothing is found. */
export function command(where?: Where): string[];

/** Run it; gives its exit status. */
export function run(
  args: readonly string[],
  options?: Where & { readonly onOutput?: (data: Buffer) => void },
): Promise<number>;
