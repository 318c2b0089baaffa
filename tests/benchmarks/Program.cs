using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Gmlm.Benchmarks;
using Perfolizer.Horology;

// Benchmarks run in this process, so that no project is generated and built. The measurement is short, since the last percent of a rate
// does not matter.
var job = Job.Default
    .WithToolchain(InProcessEmitToolchain.Instance)
    .WithWarmupCount(4)
    .WithIterationCount(10)
    .WithIterationTime(TimeInterval.FromMilliseconds(250));
var summaries = BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args, DefaultConfig.Instance.AddJob(job)).ToArray();

var measured = summaries.SelectMany(summary => summary.Reports).Where(report => report.ResultStatistics is not null).ToArray();
if (measured.Length == 0)
{
    return 1;
}

Console.WriteLine();
Console.WriteLine("Rates per second on one core");
Console.WriteLine($"{"",-36}{"measured",10}{"target",10}");
foreach (var report in measured)
{
    Console.WriteLine(Line(report));
}

return 0;

static string Line(BenchmarkReport report)
{
    var descriptor = report.BenchmarkCase.Descriptor;
    var target = descriptor.WorkloadMethod.GetCustomAttribute<TargetRateAttribute>();
    var rate = 1e9 / report.ResultStatistics!.Mean; // mean in nanoseconds
    var (asked, met) = target is { PerSecond: > 0 } ? (Rate(target.PerSecond), rate >= target.PerSecond ? "met" : "NOT MET") : ("-", "");
    return $"{descriptor.WorkloadMethodDisplayInfo.Trim('\''),-36}{Rate(rate),10}{asked,10}  {target?.Unit,-6}{met}";
}

static string Rate(double rate) => rate switch
{
    >= 1e6 => (rate / 1e6).ToString("0.0 M", CultureInfo.InvariantCulture),
    >= 1e3 => (rate / 1e3).ToString("0.0 k", CultureInfo.InvariantCulture),
    _ => rate.ToString("0.00", CultureInfo.InvariantCulture),
};
