/** Blocks that can be put into any document: those that ship with the app, and the user's own, which the host keeps. */
import { makeAutoObservable, observableRef, runInAction } from 'mobx';
import { contentSource } from '../archive/content';
import { fileKind } from '../../shared/format/file-kind';
import { parseBlock, serializeBlock, type SavedBlock } from '../../shared/format/block-file';
import type { Portable } from '../../shared/graph/definitions';
import { freeName } from '../../shared/graph/free-name';
import { sameValue } from '../../shared/graph/same-value';
import type { Host } from '../../shared/protocol/host';
import type { ShippedBlock } from '../../templates/blocks';
import type { Notice } from './ui-store';
import { LONGEST_JSON } from '../../shared/schema/limits';
import { messageOf } from '../../shared/schema/message-of';

export interface OwnBlock {
  readonly key: string;
  readonly block: SavedBlock;
}

interface LibraryParts {
  readonly host: Host;
  readonly ui: { notify(notice: Notice): void };
}

/** Bytes that are enough to tell what a file is. */
const BEGINNING = 4096;

const decoder = new TextDecoder();
const encoder = new TextEncoder();

export class LibraryStore {
  /** None before they have been fetched. */
  shipped: readonly ShippedBlock[] = [];
  /** The user's own, by name. */
  blocks: readonly OwnBlock[] = [];

  private readonly host: Host;
  private readonly ui: LibraryParts['ui'];

  constructor({ host, ui }: LibraryParts) {
    this.host = host;
    this.ui = ui;
    makeAutoObservable<LibraryStore, 'host' | 'ui'>(
      this,
      { blocks: observableRef, shipped: observableRef, host: false, ui: false },
      { autoBind: true },
    );
  }

  /** They are made of the networks' own builders, which the first sight of the window does without. */
  async loadShipped(): Promise<void> {
    const { shippedBlocks } = await import('../../templates/blocks');
    runInAction(() => (this.shipped = shippedBlocks));
  }

  /** What was kept before. One that can't be read keeps none of the others back, and stays where it is. */
  async load(): Promise<void> {
    await this.try(async () => {
      const rows = await this.host.blocks.list('');
      const read: OwnBlock[] = [];
      for (const { key } of rows) {
        try {
          const bytes = await this.host.blocks.read(key);
          if (bytes !== null) read.push({ key, block: parseBlock(decoder.decode(bytes)) });
        } catch (error) {
          this.say(`One of your blocks can’t be read: ${messageOf(error)}`);
        }
      }
      this.show(read);
    });
  }

  /** Beside another one of the same name it gets a number, on the canvas too; the same to the letter is kept once. */
  async keep(portable: Portable & Partial<SavedBlock>): Promise<boolean> {
    const given: SavedBlock = { name: portable.definition.name, ...portable };
    if (this.blocks.some(({ block }) => sameValue(block, given))) return true;
    const name = freeName(given.name, (taken) => this.isTaken(taken), ' ');
    const block = name === given.name ? given : called(given, name);
    const key = crypto.randomUUID();
    return this.try(async () => {
      await this.host.blocks.write(key, encoder.encode(serializeBlock(block)));
      this.show([...this.blocks, { key, block }]);
    });
  }

  async rename(key: string, name: string): Promise<void> {
    const found = this.blocks.find((entry) => entry.key === key);
    const typed = name.trim();
    if (!found || typed === '' || typed === found.block.name) return;
    if (this.isTaken(typed)) {
      this.say(`There is a block “${typed}” among yours already: choose another name.`);
      return;
    }
    const block = called(found.block, typed);
    await this.try(async () => {
      await this.host.blocks.write(key, encoder.encode(serializeBlock(block)));
      this.show(this.blocks.map((entry) => (entry.key === key ? { key, block } : entry)));
    });
  }

  /** Networks that use it keep what they have; until the notice goes it can be brought back. */
  async remove(key: string): Promise<void> {
    const found = this.blocks.find((entry) => entry.key === key);
    if (!found) return;
    const done = await this.try(async () => {
      await this.host.blocks.drop(key);
      this.show(this.blocks.filter((entry) => entry.key !== key));
    });
    if (!done) return;
    this.ui.notify({
      kind: 'info',
      message: `${found.block.name} was removed from your blocks. Networks that use it keep it.`,
      action: { label: 'Bring it back', run: () => void this.keep(found.block) },
    });
  }

  async saveFile(key: string): Promise<void> {
    const found = this.blocks.find((entry) => entry.key === key);
    if (!found) return;
    const { name } = found.block;
    await this.try(async () => {
      await this.host.save({
        suggestedName: `${name.replace(/[^\p{L}\p{N} ._-]+/gu, '-')}.block.json`,
        content: [encoder.encode(serializeBlock(found.block))],
        handle: null,
        kind: 'block',
      });
    });
  }

  async openFile(): Promise<void> {
    await this.try(async () => {
      const file = await this.host.open('block');
      if (file === null) return;
      let block: SavedBlock;
      try {
        const source = contentSource(file.content);
        const beginning = await source.read(0, Math.min(BEGINNING, source.size));
        const kind = fileKind(file.name, beginning);
        if (kind !== null) throw new Error(`it is ${kind}.`);
        if (source.size > LONGEST_JSON) throw new Error('it is larger than 32 MB.');
        block = parseBlock(decoder.decode(await source.read(0, source.size)));
      } catch (error) {
        throw new Error(`${file.name} is no block: ${messageOf(error)}`, { cause: error });
      }
      await this.keep(block);
    });
  }

  private isTaken(name: string): boolean {
    return this.blocks.some(({ block }) => block.name === name);
  }

  private show(blocks: readonly OwnBlock[]): void {
    this.blocks = [...blocks].sort((a, b) => a.block.name.localeCompare(b.block.name));
  }

  private async try(act: () => Promise<void>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (error) {
      this.say(messageOf(error));
      return false;
    }
  }

  private say(message: string): void {
    this.ui.notify({ kind: 'error', message });
  }
}

/** On the canvas too, where it is put from now on. */
const called = (block: SavedBlock, name: string): SavedBlock => {
  return { ...block, name, definition: { ...block.definition, name } };
};
