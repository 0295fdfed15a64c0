;; Writes to its error stream and traps.
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (func (export "walden_alloc") (param i32) (result i32) (i32.const 1024))
  (data (i32.const 16) "no idea what to do")
  (func (export "walden_call_v1") (param i32 i32) (result i64) 
    (i32.store (i32.const 256) (i32.const 16)) (i32.store (i32.const 260) (i32.const 18))
    (drop (call $write (i32.const 2) (i32.const 256) (i32.const 1) (i32.const 300))) (unreachable)))
