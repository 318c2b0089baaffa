using Mono.Cecil;
using TorchSharp;
using Xunit;
using static System.Console;

namespace Gmlm.Reproduce.Tests.Architecture;

public class ForbiddenCallTests
{
    [Theory]
    [InlineData("Gmlm.Theory")]
    [InlineData("Gmlm.Padir")]
    [InlineData("Gmlm.Reproduce")]
    public void Results_depend_on_no_clock_and_no_unnamed_generator(string assembly)
    {
        using var module = Module(assembly);
        Assert.Empty(ForbiddenCalls.Ambient(module.Types));
    }

    [Theory]
    [InlineData("Gmlm.Theory")]
    [InlineData("Gmlm.Padir")]
    [InlineData("Gmlm.Reproduce")]
    public void Only_the_command_line_uses_the_console(string assembly)
    {
        using var module = Module(assembly);
        var main = module.EntryPoint?.DeclaringType;
        Assert.Empty(ForbiddenCalls.Console(module.Types.Where(type => type != main && !InCommands(type.Namespace))));
    }

    [Theory]
    [InlineData("Gmlm.Padir")]
    [InlineData("Gmlm.Reproduce")]
    public void Numbers_given_to_torch_are_held(string assembly)
    {
        using var module = Module(assembly);
        Assert.Empty(ForbiddenCalls.LooseNumbers(module.Types));
    }

    [Fact]
    public void Results_and_snapshots_are_written_beside_and_renamed()
    {
        using var module = Module("Gmlm.Reproduce");
        string[] spaces = ["Gmlm.Reproduce.Harness", "Gmlm.Reproduce.Harness.Cache", "Gmlm.Reproduce.Snapshots"];
        var writers = ForbiddenCalls.WritesInPlace(module.Types.Where(type => spaces.Contains(type.Namespace)));
        string[] methods = [.. writers.Select(line => string.Join('.', line.Split(' ')[0].Split('.')[^2..])).Distinct()];

        // The probe only creates an empty file and removes it at once.
        Assert.Equal(["Repository.ProbeOutput"], methods);
    }

    [Fact]
    public void The_rules_find_every_violation()
    {
        using var module = Module(typeof(ForbiddenCallTests).Assembly.GetName().Name!);
        var bad = module.GetType(typeof(ForbiddenCallTests).FullName).NestedTypes.Single(type => type.Name == nameof(Violations));

        Assert.Equal(["Clock", "Generator", "Offset", "Shared", "Today"], Methods(ForbiddenCalls.Ambient([bad])));
        Assert.Equal(["Appended", "Copied", "Streamed", "Text"], Methods(ForbiddenCalls.WritesInPlace([bad])));
        Assert.Equal(["Hidden", "InLambda", "InLambda", "Spectre"], Methods(ForbiddenCalls.Console([bad])));
        Assert.Equal(["HalfHeld", "Loose", "Loose", "Operator", "Square", "Stepped", "Sum"], Methods(ForbiddenCalls.LooseNumbers([bad])));
    }

    private static bool InCommands(string space) => space == "Gmlm.Reproduce.Commands" || space.StartsWith("Gmlm.Reproduce.Commands.", StringComparison.Ordinal);

    private static ModuleDefinition Module(string assembly) => ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));

    // The compiler turns a lambda into a method named <InLambda>b__0.
    private static IEnumerable<string> Methods(IEnumerable<string> found) =>
        found.Select(line => line[..line.IndexOf(" calls", StringComparison.Ordinal)].Split('.', '/')[^1])
            .Select(name => name.StartsWith('<') ? name[1..name.IndexOf('>', StringComparison.Ordinal)] : name)
            .Order(StringComparer.Ordinal);

    private static class Violations
    {
        public static DateTime Clock() => DateTime.Now;

        public static DateTime Today() => DateTime.Today;

        public static DateTimeOffset Offset() => DateTimeOffset.Now;

        public static double Shared() => Random.Shared.NextDouble();

        public static Random Generator()
        {
            Random generator = new();
            return generator;
        }

        public static void Text() => File.WriteAllText("file", "text");

        public static void Appended() => File.AppendAllLines("file", ["text"]);

        public static void Copied() => File.Copy("from", "to", overwrite: true);

        public static void Streamed() => new StreamWriter("file").Dispose();

        public static string Read() => File.ReadAllText("file");

        public static torch.Tensor Loose(torch.Tensor x) => x.add(1.5);

        public static torch.Tensor Operator(torch.Tensor x) => x * 1.5;

        public static torch.Tensor Sum(torch.Tensor x) => x + x; // computed as x + 1·x

        public static torch.Tensor Square(torch.Tensor x) => x.square(); // computed as x to the power 2

        public static void Stepped(torch.optim.Optimizer optimizer) => optimizer.step();

        // Computed as x + 1·number, where the factor 1 is not held.
        public static torch.Tensor HalfHeld(torch.Tensor x)
        {
            using Scalar number = 1.5;
            return x.add(number);
        }

        public static torch.Tensor Held(torch.Tensor x)
        {
            using Scalar number = 1.5, one = 1;
            return x.add(number, one);
        }

        public static void Hidden() => WriteLine("hidden by a using static");

        public static Action InLambda() => () => Error.WriteLine(Out.NewLine);

        public static void Spectre() => global::Spectre.Console.AnsiConsole.Write("text");
    }
}
