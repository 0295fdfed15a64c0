;; Writes 64 KiB to its output stream, a thousand times.
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (func (export "walden_alloc") (param i32) (result i32) (i32.const 1024))
  (data (i32.const 0) "{\22text\22:\22fine\22}")
  (func (export "walden_call_v1") (param i32 i32) (result i64) 
    (local.set 0 (i32.const 1000)) (i32.store (i32.const 256) (i32.const 0)) (i32.store (i32.const 260) (i32.const 65536))
    (loop (drop (call $write (i32.const 1) (i32.const 256) (i32.const 1) (i32.const 300))) (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (unreachable)))
