package benchform_test
import ("testing";"syscall";"fmt";"slices";"strconv";"runtime";"runtime/debug";"plumbline/forms/internal/benchform")
func cpu() float64 { var r syscall.Rusage; syscall.Getrusage(syscall.RUSAGE_THREAD,&r); return float64(r.Utime.Sec)*1e3+float64(r.Utime.Usec)/1e3+float64(r.Stime.Sec)*1e3+float64(r.Stime.Usec)/1e3 }
func med(n int, reps int, f func(int)) (float64,float64) { var a []float64; for i:=0;i<n;i++ { t:=cpu(); for k:=0;k<reps;k++ {f(k)}; a=append(a,(cpu()-t)/float64(reps)) }; slices.Sort(a); return a[len(a)/2],a[0] }
func TestChain(t *testing.T){ runtime.LockOSThread(); debug.SetGCPercent(-1)
 for _,sh:=range benchform.Shapes()[2:]{ for _,n:=range []int{1000,2000,5000,10000}{ s:=subject{sh,n,sh.XForm(n)}
  def:=read(t,s)
  o:=begin(t,def); runtime.GC()
  for _,i:=range []int{1,n/2}{ k:=sh.Key(i,o.Instances(sh.Repeat())); m,lo:=med(21,max(1,20000/n),func(j int){o.Set(k,strconv.Itoa(100+j%5))}); fmt.Printf("%s %d set %d %.4f %.4f  per1000 %.3f %.3f\n",sh.Name,n,i,m,lo,m*1000/float64(n),lo*1000/float64(n)); runtime.GC()}
 }}}
