;; Text → bytes; `js/unpack.js` says what the text is.
(module
  ;; The byte that each place stands for, then the text, which the bytes are put over.
  (memory (export "memory") 1)

  ;; Unpacks the text between two addresses; gives the end of its bytes, which start where it does.
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
