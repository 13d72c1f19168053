// Who drives the server: forkroad's own engine, or autocannon.
export const clients = ['native', 'autocannon'] as const;
export type Client = (typeof clients)[number];

export const defaultClient: Client = 'native';
