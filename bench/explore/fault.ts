/** Something that does not hold, as a sentence without a full stop. */
export class Fault extends Error {
  override readonly name = 'Fault';
}
