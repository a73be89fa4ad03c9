;; Decodes text to bytes; `js/unpack.js` describes the text.
(module
  ;; A table of the byte that each place stands for, then the text, which the bytes overwrite.
  (memory (export "memory") 1)

  ;; Decodes the text between two addresses in place. Returns the end of the bytes.
  (func (export "unpack") (param $from i32) (param $end i32) (result i32)
    (local $to i32)
    (local $place i32)
    (local.set $to (local.get $from))
    (loop $next
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
      (br_if $next (i32.lt_u (local.get $from) (local.get $end))))
    (local.get $to)))
