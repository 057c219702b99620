import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { BLOCK, BlockReader, hashFile } from '../../ts/application/blocks.js';
import { openSink } from '../../ts/application/sinks.js';
import { concat, type Bytes } from '../../ts/bytes.js';
import { Failure } from '../../ts/connections/transport.js';
import { rejection } from './failure.js';

/** Bytes that differ from block to block. */
function content(size: number): Bytes {
  return Uint8Array.from({ length: size }, (_, i) => (i >> 8) ^ (i % 251));
}

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

describe('blocks', () => {
  for (const size of [0, 1, BLOCK, BLOCK + 1, 3 * (1 << 20) + 5]) {
    test(`every block of a file of ${size} bytes is hashed and read`, async () => {
      const bytes = content(size);
      const file = new Blob([bytes]);
      const steps: number[] = [];
      const leaves = await hashFile(file, (done) => steps.push(done));
      assert.equal(leaves.length, 32 * Math.ceil(size / BLOCK));
      assert.equal(steps.at(-1) ?? 0, size);
      const reader = new BlockReader();
      for (let index = 0; index * BLOCK < size; index++) {
        const block = bytes.subarray(index * BLOCK, (index + 1) * BLOCK);
        assert.deepEqual(Buffer.from(leaves.subarray(32 * index, 32 * index + 32)), sha256(block));
        assert.deepEqual(
          await reader.read({ number: 1, file, leaves }, index, block.length),
          block,
        );
      }
    });
  }

  test('a file that was changed or cut is not given out', async () => {
    const bytes = content(2 * (1 << 20));
    const leaves = await hashFile(new Blob([bytes]), () => {});
    const changed = bytes.slice();
    changed[1_500_000] = (changed[1_500_000] as number) ^ 1;
    const reader = new BlockReader();
    const file = new Blob([changed]);
    await reader.read({ number: 1, file, leaves }, 0, BLOCK);
    const change = reader.read({ number: 1, file, leaves }, 90, BLOCK);
    await assert.rejects(change, (error) => error === Failure.contentChanged);
    const short = { number: 2, file: new Blob([bytes.subarray(0, 100)]), leaves };
    await assert.rejects(reader.read(short, 0, BLOCK), (error) => error === Failure.contentChanged);
  });
});

/** A file of the browser's that records what is written to it. */
class RecordedFile {
  readonly writes: { position: number; length: number }[] = [];
  bytes = new Uint8Array(0);
  failing = false;

  async createWritable(): Promise<object> {
    return {
      write: async ({ position, data }: { position: number; data: Bytes }) => {
        if (this.failing) {
          throw new DOMException('full', 'QuotaExceededError');
        }
        this.writes.push({ position, length: data.length });
        const size = Math.max(this.bytes.length, position + data.length);
        this.bytes = concat(this.bytes, new Uint8Array(size - this.bytes.length));
        this.bytes.set(data, position);
      },
      close: async () => {},
      abort: async () => {},
    };
  }

  async getFile(): Promise<Blob> {
    return new Blob([this.bytes]);
  }

  get handle(): FileSystemFileHandle {
    return this as unknown as FileSystemFileHandle;
  }
}

describe('sinks', () => {
  test('blocks in any order make the content, in memory', async () => {
    const bytes = content(2 * BLOCK + 9);
    const sink = await openSink('x', bytes.length);
    for (const index of [2, 0, 1]) {
      await sink.write(index, bytes.slice(index * BLOCK, (index + 1) * BLOCK));
    }
    const blob = await sink.finish('text/plain');
    assert.equal(blob.type, 'text/plain');
    assert.deepEqual(new Uint8Array(await blob.arrayBuffer()), bytes);
  });

  test('blocks that wait together go out as one write', async () => {
    const bytes = content(8 * BLOCK);
    const file = new RecordedFile();
    const sink = await openSink('x', bytes.length, file.handle);
    const order = [0, 5, 3, 4, 1, 2, 7];
    await Promise.all(
      order.map((index) => sink.write(index, bytes.slice(index * BLOCK, (index + 1) * BLOCK))),
    );
    assert.deepEqual(
      file.writes.map(({ position, length }) => [position / BLOCK, length / BLOCK]),
      [
        [0, 1],
        [1, 5],
        [7, 1],
      ],
    );
    await sink.write(6, bytes.slice(6 * BLOCK, 7 * BLOCK));
    const blob = await sink.finish('');
    assert.deepEqual(new Uint8Array(await blob.arrayBuffer()), bytes);
  });

  test('a full disk is told for the blocks that it hit', async () => {
    const file = new RecordedFile();
    const sink = await openSink('x', BLOCK, file.handle);
    file.failing = true;
    const written = sink.write(0, new Uint8Array(BLOCK));
    await assert.rejects(written, (error) => error === Failure.diskFull);
  });

  test('a file that cannot be opened counts as a full disk', async () => {
    const closed = { createWritable: () => Promise.reject(new Error('no')) };
    const opened = openSink('x', 1, closed as unknown as FileSystemFileHandle);
    assert.equal(await rejection(opened), 'disk-full');
  });
});
