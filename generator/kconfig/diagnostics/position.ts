export { formatPosition, type Position } from '../../position.ts';
