/**
 * Bounds on what one tree may ask for. Real trees stay far below (U-Boot's needs 21 thousand
 * comparisons), a hostile file gets an error in place of a full stack.
 */

/** Bytes of all files that one tree reads; one sourced twice counts twice. */
export const MAX_SOURCE_BYTES = 1 << 26;

/** Names in folders that the patterns of one tree are compared with. */
export const MAX_PATTERN_STEPS = 200_000;

/** Nested blocks and sourced files, together. */
export const MAX_NESTING = 200;

/** Nested parentheses and `!` in one expression. */
export const MAX_EXPRESSION_NESTING = 200;

/** Wrong lines that are reported before the work ends. */
export const MAX_SYNTAX_ERRORS = 20;

/** Warnings of one kind that are reported of one tree. */
export const MAX_WARNINGS_OF_A_KIND = 1000;

/** Nested macro calls. */
export const MAX_MACRO_NESTING = 500;

/** Macro calls in one tree. */
export const MAX_MACRO_CALLS = 1_000_000;

/** Characters and references looked through while macros are expanded, in one tree. */
export const MAX_MACRO_STEPS = 1 << 27;

/** Characters that one macro call may expand to. */
export const MAX_EXPANSION = 1 << 20;

/** Pairs of operands compared while conditions are simplified, in one tree. */
export const MAX_SIMPLIFY_STEPS = 5_000_000;

/** Conditions that the prompts of one tree take over from the menus around them. */
export const MAX_COPIED_OPERANDS = 5_000_000;

/** What `$(shell,…)` gets before it is killed, in milliseconds, unless the environment says more. */
export const SHELL_TIMEOUT = 10_000;

/** The most that the environment may allow it, in seconds: a day. */
export const MAX_SHELL_TIMEOUT = 86_400;

/** Symbols in a row that each depend on the one before, with the blocks around them. */
export const MAX_SUBMENUS = 1000;

/** Unknown names of one configuration file for which the nearest known one is looked for. */
export const MAX_SUGGESTIONS = 100;
