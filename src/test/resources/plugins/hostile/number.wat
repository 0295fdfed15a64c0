;; Answers with a number.
(module
  (memory (export "memory") 1)
  (func (export "walden_alloc") (param i32) (result i32) (i32.const 1024))
  (data (i32.const 16) "{\22text\22:7}")
  (func (export "walden_call_v1") (param i32 i32) (result i64) 
    (i64.or (i64.shl (i64.const 16) (i64.const 32)) (i64.const 10))))
