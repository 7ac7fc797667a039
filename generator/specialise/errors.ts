import { MallocgenError } from '../error.ts';
import { formatPosition, type Position } from '../position.ts';

/** Base of the errors that a template module causes; the message starts with its file and line. */
export abstract class TemplateError extends MallocgenError {
  readonly position: Position;

  constructor(position: Position, message: string) {
    super(`${formatPosition(position)}: ${message}`);
    this.position = position;
  }
}

/** The module does not parse, or uses syntax outside the template dialect. */
export class TemplateSyntaxError extends TemplateError {
  readonly code = 'template-syntax';
}

/** A template folder that lacks a file or cannot be read. */
export class TemplateFolderError extends MallocgenError {
  readonly code = 'template-folder';
}

/** A template asks for an option that the build options do not have. */
export class UnknownOptionError extends TemplateError {
  readonly code = 'template-unknown-option';
}

/** A call of a function tagged `@inline` cannot be replaced by its body. */
export class InlineError extends TemplateError {
  readonly code = 'template-inline';
}

/** `api.ts` and the exports of `index.ts` disagree, or a condition does not fold. */
export class TemplateApiError extends TemplateError {
  readonly code = 'template-api';
}
