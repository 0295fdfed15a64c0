;; Answers with what it is given: the time, what has gone by since the call began and 8 random bytes, all in hex, and with the error number
;; that the processor's clock gives.
(module
  (import "wasi_snapshot_preview1" "clock_time_get" (func $time (param i32 i64 i32) (result i32)))
  (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 16) "{\22text\22:\22REALTIMEREALTIME MONOTONEMONOTONE RANDOMESRANDOMES NN\22}")
  (func (export "walden_alloc") (param i32) (result i32) (i32.const 1024))
  (func $hex (param $value i64) (param $to i32) (local $i i32) (local $digit i32)
    (loop $next
      (local.set $digit (i32.wrap_i64 (i64.shr_u (local.get $value) (i64.const 60))))
      (i32.store8
        (i32.add (local.get $to) (local.get $i))
        (i32.add (local.get $digit) (select (i32.const 87) (i32.const 48) (i32.gt_u (local.get $digit) (i32.const 9)))))
      (local.set $value (i64.shl (local.get $value) (i64.const 4)))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $i) (i32.const 16)))))
  (func (export "walden_call_v1") (param i32 i32) (result i64) (local $error i32)
    (drop (call $time (i32.const 0) (i64.const 1) (i32.const 256)))
    (call $hex (i64.load (i32.const 256)) (i32.const 25))
    (drop (call $time (i32.const 1) (i64.const 1) (i32.const 256)))
    (call $hex (i64.load (i32.const 256)) (i32.const 42))
    (drop (call $random (i32.const 256) (i32.const 8)))
    (call $hex (i64.load (i32.const 256)) (i32.const 59))
    (local.set $error (call $time (i32.const 2) (i64.const 1) (i32.const 256)))
    (i32.store8 (i32.const 76) (i32.add (i32.const 48) (i32.div_u (local.get $error) (i32.const 10))))
    (i32.store8 (i32.const 77) (i32.add (i32.const 48) (i32.rem_u (local.get $error) (i32.const 10))))
    (i64.or (i64.shl (i64.const 16) (i64.const 32)) (i64.const 64))))
