/*
 * What 8, 8.5, 85 or a cell pasted from a spreadsheet mean. Twin of MarkReader.java: both are held to the same list of
 * examples, and the server reads everything again.
 *
 *   SoTruong.readMark('85', true)  ->  {kind: 'mark', text: '8,5', rounded: false, doubtful: false}
 *                                      {kind: 'empty'}
 *                                      {kind: 'wrong', fault: 'RANGE' | 'DATE' | …, hint: tenths or null}
 *
 * A third argument names the scale of the column: TENTHS when left out, WHOLE, FROM_ONE, VERDICT, LEVEL
 * or TRAIT.
 */
'use strict';
window.SoTruong = window.SoTruong || {};

(function (SoTruong) {
  const LONGEST = 40;
  const MILLION = 1000000;
  const TENTH = MILLION / 10;
  const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
  const EDGES = /^[\t-\r \u00a0\u2000-\u200a\u202f\u3000]+|[\t-\r \u00a0\u2000-\u200a\u202f\u3000]+$/g;
  const NUMBER = /^([0-9]{1,2})(?:[,.]([0-9]*))?$/;
  const DOUBTFUL = /^(?:0[1-9]|1[1-9])$/;
  const VERDICTS = spellings({
    'Đ': 'đ d dd d9 ð đạt dat ddat d9at ddatj dda5t d9a5t',
    'CĐ': 'c cđ cd cdd cd9 cð chưa_đạt chua_dat chuwa_ddatj chu7a_d9a5t chưa_dat',
  });
  const LEVELS = spellings({
    T: 't hoàn_thành_tốt hoan_thanh_tot', H: 'h hoàn_thành hoan_thanh', C: 'c chưa_hoàn_thành chua_hoan_thanh',
  });
  const TRAITS = spellings({T: 't tốt tot', 'Đ': 'đ d dd d9 ð đạt dat', C: 'c cần_cố_gắng can_co_gang'});
  const DOUBLED = /^([0-9])\1[,.]([0-9])$/;
  const DAY_MONTH = /^(?:([0-9]{1,2})[-/.]([0-9]{1,2})[-/.][0-9]{2,4}|([0-9]{1,2})[-/]([0-9]{1,2}))$/;
  const YEAR_FIRST = /^[0-9]{4}-([0-9]{2})-([0-9]{2})(?:[ t].*)?$/;
  const MONTH_VIETNAMESE = /^([0-9]{1,2})[- ]?(?:thg|tháng|t) ?([0-9]{1,2})(?:[-/ ].*)?$/;
  const MONTH_ENGLISH = /^([0-9]{1,2})[- ]([a-z]{3})[a-z]*(?:[-/ ].*)?$/;
  const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

  /* As a Telex or VNI keyboard leaves them too; ð is the Đ of old fonts. */
  function spellings(words) {
    const known = {};
    Object.keys(words).forEach((word) => words[word].split(' ').forEach((each) => {
      known[each.replace(/_/g, ' ')] = word;
    }));
    return known;
  }

  function wrong(fault, hint) {
    return {kind: 'wrong', fault: fault, hint: hint};
  }

  function narrow(typed) {
    return typed
      .replace(/[０-９]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xff10 + 48))
      .replace(/，/g, ',')
      .replace(/．/g, '.');
  }

  function score(units, tenths) {
    const value = +units * 10 + +tenths;
    return +tenths > 9 || value > 100 ? null : value;
  }

  function date(text) {
    const lower = text.toLowerCase();
    let found = DAY_MONTH.exec(lower);
    if (found) {
      return wrong('DATE', found[1] ? score(found[1], found[2]) : score(found[3], found[4]));
    }
    found = MONTH_VIETNAMESE.exec(lower);
    if (found) {
      return wrong('DATE', score(found[1], found[2]));
    }
    found = YEAR_FIRST.exec(lower);
    if (found) {
      return wrong('DATE', score(found[2], found[1]));
    }
    found = MONTH_ENGLISH.exec(lower);
    if (found && MONTHS.includes(found[2])) {
      return wrong('DATE', score(found[1], MONTHS.indexOf(found[2]) + 1));
    }
    return null;
  }

  /* 85 becomes 8,5; 10 and 100 are ten. */
  function expand(text, shorthand) {
    if (!shorthand) {
      return text;
    }
    if (text === '100') {
      return '10';
    }
    return /^[0-9]{2}$/.test(text) && text !== '10' ? text[0] + ',' + text[1] : text;
  }

  /* A digit struck twice: 77,5 for 7,5. */
  function hint(typed) {
    const doubled = DOUBLED.exec(typed);
    return doubled ? score(doubled[1], doubled[2]) : null;
  }

  function mark(tenths, rounded, doubtful) {
    return {kind: 'mark', text: SoTruong.writeMark(tenths), rounded: rounded, doubtful: doubtful};
  }

  function word(known, text, fault) {
    const key = text.normalize('NFC').replace(/[\t \u00a0\u3000]+/g, ' ').toLowerCase();
    return Object.prototype.hasOwnProperty.call(known, key)
      ? {kind: 'mark', text: known[key], rounded: false, doubtful: false}
      : wrong(fault, null);
  }

  /* Nothing is rounded and nothing guessed. */
  function whole(text, scale) {
    const found = NUMBER.exec(text);
    if (!found) {
      return wrong(scale, null);
    }
    if (/^0[0-9]/.test(text)) {
      return wrong(scale, scale === 'FROM_ONE' && +found[1] === 0 ? null : score(found[1], 0));
    }
    const parts = millionths(found);
    const outside = parts > 10 * MILLION || parts % MILLION !== 0 || (scale === 'FROM_ONE' && parts === 0);
    return outside ? wrong(scale, null) : mark(parts / TENTH, false, false);
  }

  function millionths(found) {
    const padded = (found[2] || '') + '0000000';
    return +found[1] * MILLION + +padded.slice(0, 6) + (padded[6] >= '5' ? 1 : 0);
  }

  /* Six decimals first: a spreadsheet that means 7,45 may hand over 7,449999999999999. */
  function number(text, typed, shorthand) {
    const found = NUMBER.exec(text);
    if (!found) {
      return wrong('RANGE', hint(typed));
    }
    const parts = millionths(found);
    if (parts > 10 * MILLION) {
      return wrong('RANGE', hint(typed));
    }
    const tenths = Math.floor((parts + TENTH / 2) / TENTH);
    return mark(tenths, parts % TENTH !== 0, shorthand && DOUBTFUL.test(typed));
  }

  SoTruong.readMark = function (typed, shorthand, scale) {
    if (typed.length > LONGEST) {
      return wrong('RANGE', null);
    }
    const text = narrow(typed).replace(INVISIBLE, '').replace(EDGES, '');
    if (text === '') {
      return {kind: 'empty'};
    }
    if (scale === 'VERDICT') {
      return word(VERDICTS, text, 'VERDICT');
    }
    if (scale === 'LEVEL') {
      return word(LEVELS, text, 'LEVEL');
    }
    if (scale === 'TRAIT') {
      return word(TRAITS, text, 'TRAIT');
    }
    const made = date(text);
    if (scale === 'WHOLE' || scale === 'FROM_ONE') {
      return made ? wrong('DATE', null) : whole(text, scale);
    }
    return made || number(expand(text, shorthand), text, shorthand);
  };

  /* The words that a scale takes; none of one that takes numbers. */
  SoTruong.wordsOf = function (scale) {
    return {VERDICT: ['Đ', 'CĐ'], LEVEL: ['T', 'H', 'C'], TRAIT: ['T', 'Đ', 'C']}[scale] || [];
  };

  SoTruong.writeMark = function (tenths) {
    return Math.floor(tenths / 10) + ',' + (tenths % 10);
  };
})(window.SoTruong);
