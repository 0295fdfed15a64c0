;; Its start function never ends.
(module
  (memory (export "memory") 1)
  (func (export "walden_alloc") (param i32) (result i32) (i32.const 1024))
  (data (i32.const 0) "{\22text\22:\22fine\22}")
  (func $start (loop (br 0)))
  (start $start)
  (func (export "walden_call_v1") (param i32 i32) (result i64) 
    (i64.or (i64.shl (i64.const 0) (i64.const 32)) (i64.const 15))))
