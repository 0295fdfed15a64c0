;; Wants 4 GiB of random numbers.
(module
  (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
  (memory (export "memory") 1)
  (func (export "walden_alloc") (param i32) (result i32) (i32.const 1024))
  (func (export "walden_call_v1") (param i32 i32) (result i64) 
    (drop (call $random (i32.const 0) (i32.const -1))) (i64.const 0)))
