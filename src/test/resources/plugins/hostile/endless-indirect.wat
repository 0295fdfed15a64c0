;; Calls itself through a table in a loop, with br_table.
(module
  (memory (export "memory") 1)
  (func (export "walden_alloc") (param i32) (result i32) (i32.const 1024))
  (type $t (func))
  (table 1 funcref)
  (elem (i32.const 0) $nothing)
  (func $nothing)
  (func (export "walden_call_v1") (param i32 i32) (result i64) 
    (loop (call_indirect (type $t) (i32.const 0)) (br_table 0 0 (i32.const 7))) (unreachable)))
