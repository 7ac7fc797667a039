/**
 * Base of every error that a user can cause and correct. The message is one sentence that names the place
 * and the remedy; `code` is stable, for programs and for tests.
 */
export abstract class MallocgenError extends Error {
  abstract readonly code: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
