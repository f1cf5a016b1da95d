/**
 * Whether an amount is more than there can be of anything. It is written as none: the kernel's own readers (memparse, sscanf) begin again
 * from 0 above 64 bits, and the largest amounts that a configuration can hold are rounded up to just that.
 */
export const isEndless = (amount: number): boolean => amount >= 2 ** 63;
