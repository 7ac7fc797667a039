export const OPERATORS = ['=', '!=', '<', '<=', '>', '>='] as const;

export type CompareOperator = (typeof OPERATORS)[number];

/** Whether a comparison holds whose left side is less than the right (negative), equal (0) or more. */
export function comparisonHolds(operator: CompareOperator, order: number): boolean {
  switch (operator) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}
