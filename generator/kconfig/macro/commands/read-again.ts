/**
 * Thrown where a tree was parsed beside its commands and their outputs, or files that they wrote, call
 * for another one: with all outputs known it is parsed again.
 */
export class ReadAgain extends Error {}
