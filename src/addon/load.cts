// The load capability: the client's engine, epoll threads without JavaScript per message.
// biome-ignore lint/suspicious/noEmptyInterface: filled by the load engine
export interface LoadCapability {}
