export const instant = 0;
