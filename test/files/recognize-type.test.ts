import { readFileSync } from 'node:fs';
import { execPath } from 'node:process';
import { describe, expect, it } from 'vitest';
import { recognizeType } from '../../files/recognize-type.ts';

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('A content is recognized', () => {
  it.each([
    ['a PDF', bytes('%PDF-1.7\n', [0xe2, 0xe3, 0xcf, 0xd3], '\n1 0 obj'), 'application/pdf'],
    ['a PDF in plain characters', bytes('%PDF-1.4\n1 0 obj\n<<>>\nendobj\n'), 'application/pdf'],
    ['a picture', PNG, 'image/png'],
    ['a photo', bytes([0xff, 0xd8, 0xff, 0xe0, 0, 16], 'JFIF', [0, 1, 1, 0, 0, 1, 0, 1, 0, 0]), 'image/jpeg'],
    ['text', bytes('Dear Sir or Madam,\n\nplease pay.\n'), 'text/plain'],
    ['text that begins like a picture', bytes('BMW, two years old'), 'text/plain'],
    ['text that begins like a program', bytes('MZ, born 1980'), 'text/plain'],
    ['text in other scripts', bytes('Договір 契約書 عقد'), 'text/plain'],
    ['text of an older program', Buffer.from('Mahngebühr für März', 'latin1'), 'text/plain'],
    ['text in UTF-16', Buffer.from('\ufeffpřípad', 'utf16le'), 'text/plain'],
    ['a web page', bytes('\ufeff<!-- a -->\n<!DOCTYPE html><title>x</title>'), 'text/html'],
    ['a web page without its first line', bytes('<HTML><body>'), 'text/html'],
    ['XML', bytes('<?xml version="1.0"?><Document xmlns="urn:iso"/>'), 'application/xml'],
    ['JSON', bytes(' {"a": [1]}\n'), 'application/json'],
    ['text in brackets', bytes('[draft] please pay'), 'text/plain'],
    [
      'an e-mail',
      bytes('Received: from a\r\n by b\r\nFrom: a@b.example\r\nDate: today\r\n\r\nhello'),
      'message/rfc822',
    ],
    ['a note that looks like an e-mail at first', bytes('From: me\nplease pay\n\nbye'), 'text/plain'],
  ])('%s', async (_, content, type) => {
    expect(await recognizeType(content)).toBe(type);
  });

  it.each([
    ['a program of this machine', readFileSync(execPath).subarray(0, 4096), /executable|elf|mach|msdownload/],
    ['a program of Windows', bytes('MZ', [0x90, 0, 3, 0, 0, 0, 4, 0]), /msdownload/],
    ['a shell script', bytes('#!/bin/sh\nrm -rf /\n'), /shellscript/],
    ['an archive', bytes('PK', [3, 4, 20, 0, 0, 0, 0, 0], Array(40).fill(0)), /zip/],
    ['rich text, which can hold objects', bytes('{\\rtf1 hello}'), /rtf/],
    ['PostScript, which is a program', bytes('%!PS-Adobe-3.0\n'), /postscript/],
    ['bytes of no known kind', bytes([1, 2, 3, 4, 5, 6, 7, 8]), /octet-stream/],
  ])('%s, and a case does not take it', async (_, content, type) => {
    expect(await recognizeType(content)).toMatch(type);
  });
});
