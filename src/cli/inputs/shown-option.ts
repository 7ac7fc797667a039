/** How an error shows an option with its value, as its user wrote them. */
export type ShownOption = (name: string, value: string) => string;

/** `--kconfig FILE`: for users of the command. */
export const onCommandLine: ShownOption = (name, value) => `--${name} ${value}`;

/** `kconfig: 'FILE'`: for users of the library and of plugins. */
export const inObject: ShownOption = (name, value) => `${name}: '${value}'`;
