// Bare peer of fork-per-connection's child: it boots, says so, and ends with its parent's channel.
process.send?.('here');
