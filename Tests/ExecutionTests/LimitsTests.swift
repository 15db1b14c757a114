import Execution
import Testing

@Test("A page has at most 100 rows")
func pageSize() { #expect(Limits().pageSize == 100) }
