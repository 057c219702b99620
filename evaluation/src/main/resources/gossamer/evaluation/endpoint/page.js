// The page's side of the protocol of this package: `endpoint(request)` does what it is asked.
() => {
  const connections = new Map();

  // Resolves with what `look` gives, as soon as that is neither false nor undefined; looks again on every change.
  class Watched {
    #waiting = [];
    changed() {
      for (const again of this.#waiting.splice(0)) again();
    }
    async until(look) {
      for (;;) {
        const found = look();
        if (found) return found;
        await new Promise(again => this.#waiting.push(again));
      }
    }
  }

  class Traffic extends Watched {
    bytes = 0;
    messages = 0;
    total = 0;
    echoing = false;
    use(channel) {
      this.channel = channel;
      channel.binaryType = 'arraybuffer';
      channel.onmessage = ({data}) => {
        this.last = performance.now();
        if (this.messages++ === 0) this.first = this.last;
        this.total++;
        this.bytes += data.byteLength;
        if (this.echoing) channel.send(data);
        this.changed();
      };
      for (const event of ['open', 'close', 'bufferedamountlow']) channel.addEventListener(event, () => this.changed());
      this.changed();
    }
    is(state) {
      return this.channel?.readyState === state;
    }
    requireNotClosed() {
      if (this.is('closed')) throw new Error('the channel is closed');
    }
    async send(amount, size, buffered) {
      const message = new Uint8Array(size);
      const start = performance.now();
      let sent = 0;
      let count = 0;
      const room = async most => {
        this.channel.bufferedAmountLowThreshold = most;
        await this.until(() => {
          this.requireNotClosed();
          return this.channel.bufferedAmount <= most;
        });
      };
      while (sent < amount) {
        const part = Math.min(size, amount - sent);
        if (this.channel.bufferedAmount + part > buffered) await room(Math.floor(buffered / 2));
        this.channel.send(part === size ? message : message.subarray(0, part));
        sent += part;
        count++;
      }
      await room(0);
      return {bytes: sent, messages: count, seconds: (performance.now() - start) / 1e3};
    }
    async receive(amount) {
      await this.until(() => {
        this.requireNotClosed();
        return this.bytes >= amount;
      });
      const {bytes, messages} = this;
      this.bytes = this.messages = 0;
      return {bytes, messages, seconds: (this.last - this.first) / 1e3};
    }
    async ping(size, count) {
      const millis = [];
      for (let i = 0; i < count; i++) {
        const before = this.total;
        const start = performance.now();
        this.channel.send(new Uint8Array(size));
        await this.until(() => {
          this.requireNotClosed();
          return this.total > before;
        });
        millis.push(performance.now() - start);
      }
      return {millis};
    }
  }

  class Connection extends Watched {
    pc = new RTCPeerConnection();
    channels = new Map();
    fresh = [];
    complete = false;
    constructor() {
      super();
      this.pc.ondatachannel = ({channel}) => this.traffic(channel.label).use(channel);
      this.pc.onicecandidate = ({candidate}) => {
        if (!candidate) this.complete = true;
        else if (candidate.candidate) {
          const {sdpMid: mid, sdpMLineIndex: line} = candidate;
          this.fresh.push({candidate: candidate.candidate, mid, line});
        }
        this.changed();
      };
    }
    traffic(label) {
      if (!this.channels.has(label)) this.channels.set(label, new Traffic());
      return this.channels.get(label);
    }
    async describe() {
      await this.pc.setLocalDescription();
      return {sdp: this.pc.localDescription.sdp};
    }
  }

  const operations = {
    offer: connection => connection.describe(),
    async answer(connection, {sdp}) {
      await connection.pc.setRemoteDescription({type: 'offer', sdp});
      return connection.describe();
    },
    accept: (connection, {sdp}) => connection.pc.setRemoteDescription({type: 'answer', sdp}),
    candidate: (connection, {candidate, mid, line}) =>
      connection.pc.addIceCandidate({candidate, sdpMid: mid, sdpMLineIndex: line}),
    async candidates(connection) {
      await connection.until(() => connection.fresh.length || connection.complete);
      return {candidates: connection.fresh.splice(0), complete: connection.complete};
    },
    channel(connection, {channel, op, id, connection: _, streamId, ...init}) {
      connection.traffic(channel).use(connection.pc.createDataChannel(channel, {...init, id: streamId}));
    },
    awaitOpen: (connection, {channel}) => {
      const traffic = connection.traffic(channel);
      return traffic.until(() => {
        traffic.requireNotClosed();
        return traffic.is('open');
      });
    },
    awaitClosed: (connection, {channel}) => {
      const traffic = connection.traffic(channel);
      return traffic.until(() => traffic.is('closed'));
    },
    send: (connection, {channel, bytes, size = 16384, buffered = 1 << 20}) =>
      connection.traffic(channel).send(bytes, size, buffered),
    receive: (connection, {channel, bytes}) => connection.traffic(channel).receive(bytes),
    echo(connection, {channel}) {
      connection.traffic(channel).echoing = true;
    },
    ping: (connection, {channel, size, count}) => connection.traffic(channel).ping(size, count),
    close(connection, request) {
      connections.delete(request.connection);
      connection.pc.close();
    },
  };

  window.endpoint = async request => {
    if (request.op === 'create') {
      connections.set(request.connection, new Connection());
      return {};
    }
    const connection = connections.get(request.connection);
    if (!connection) throw new Error(`no connection ${request.connection}`);
    if (!operations[request.op]) throw new Error(`unknown operation ${request.op}`);
    const value = await operations[request.op](connection, request);
    return value && typeof value === 'object' ? value : {};
  };
}
