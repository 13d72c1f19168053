// The processes capability: exact figures of a process's cost that /proc does not give.
// biome-ignore lint/suspicious/noEmptyInterface: filled by the trials
export interface ProcessesCapability {}
