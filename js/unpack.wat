;; Restores the main wasm from its text; `js/unpack.js` describes the text.
(module
  ;; From 0: the byte that each place of the alphabet stands for. From 256: the tokens, 12 bytes each. From 3584: where to
  ;; read on in each stream. From 4096: what is worked on.
  (memory (export "memory") 1)

  ;; Decodes the text between two addresses in place, and notes that it is the text of this stream. Returns the end of
  ;; the bytes.
  (func (export "decode") (param $stream i32) (param $from i32) (param $end i32) (result i32)
    (local $to i32)
    (local $place i32)
    (i32.store offset=3584
      (i32.shl (local.get $stream) (i32.const 2))
      (local.tee $to (local.get $from)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $from) (local.get $end)))
        (local.set $place (i32.sub (i32.load8_u (local.get $from)) (i32.const 32)))
        (if (i32.ge_u (local.get $place) (i32.const 93))
          (then
            ;; One of the last two characters: 93 + 95 * (place - 93) + the place of the next character.
            (local.set $from (i32.add (local.get $from) (i32.const 1)))
            (local.set $place
              (i32.add
                (i32.mul (i32.sub (local.get $place) (i32.const 93)) (i32.const 95))
                (i32.add (i32.load8_u (local.get $from)) (i32.const 61))))))
        (i32.store8 (local.get $to) (i32.load8_u (local.get $place)))
        (local.set $to (i32.add (local.get $to) (i32.const 1)))
        (local.set $from (i32.add (local.get $from) (i32.const 1)))
        (br $next)))
    (local.get $to))

  ;; Writes the functions of the decoded streams, starting at this address. Returns the end.
  (func (export "join") (param $to i32) (result i32)
    (local $end i32)
    (local $token i32)
    (local $stream i32)
    (local $from i32)
    (local $numbers i32)
    (local $byte i32)
    ;; The tokens end where the next stream starts.
    (local.set $end (i32.load offset=3588 (i32.const 0)))
    (loop $next
      (local.set $from (i32.load offset=3584 (i32.const 0)))
      (i32.store offset=3584 (i32.const 0) (i32.add (local.get $from) (i32.const 1)))
      (local.set $token (i32.mul (i32.load8_u (local.get $from)) (i32.const 12)))
      ;; All eight bytes that a token may have: what is too many is overwritten.
      (i64.store align=1 (local.get $to) (i64.load offset=260 align=1 (local.get $token)))
      (local.set $to (i32.add (local.get $to) (i32.load8_u offset=256 (local.get $token))))
      (local.set $numbers (i32.load8_u offset=257 (local.get $token)))
      (if (local.get $numbers)
        (then
          (local.set $stream (i32.load8_u offset=258 (local.get $token)))
          (local.set $from (i32.load offset=3584 (local.get $stream)))
          (loop $copy
            (local.set $byte (i32.load8_u (local.get $from)))
            (i32.store8 (local.get $to) (local.get $byte))
            (local.set $to (i32.add (local.get $to) (i32.const 1)))
            (local.set $from (i32.add (local.get $from) (i32.const 1)))
            ;; The last byte of a number is below 128.
            (local.set $numbers
              (i32.sub (local.get $numbers) (i32.lt_u (local.get $byte) (i32.const 128))))
            (br_if $copy (local.get $numbers)))
          (i32.store offset=3584 (local.get $stream) (local.get $from))))
      (br_if $next (i32.lt_u (i32.load offset=3584 (i32.const 0)) (local.get $end))))
    (local.get $to)))
