using System.Reflection;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Tests.Architecture;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Gmlm.Reproduce.Tests.Claims;

/// <summary>The claim that the README shows is whole: as a file of its own it compiles, holds, and is controlled.</summary>
public sealed class ReadmeClaimTests
{
    private const int LongestClaim = 30;

    // The project adds these to every file.
    private const string Usings = "global using System; global using System.Collections.Generic; global using System.Linq;";

    [Fact]
    public void TheClaimOfTheReadmeHolds()
    {
        var readme = File.ReadAllText(SourceTree.Absolute("README.md")).ReplaceLineEndings("\n");
        var source = readme.Split("```csharp\n")[1].Split("\n```")[0];
        Assert.InRange(source.Split('\n').Length, 10, LongestClaim);

        var type = Compiled(source).GetTypes().Single(type => type.IsSubclassOf(typeof(ClaimExperiment)));
        var experiment = (ClaimExperiment)Activator.CreateInstance(type)!;
        Assert.Contains($"{type.Name}.cs", readme);
        Assert.Contains($"run {experiment.Id}", readme);
        foreach (var seed in new ulong[] { 1, 2, 3 })
        {
            Judge.HoldsAndIsControlled(experiment, Profile.Smoke, seed);
        }

        // It may be added as it stands: its id and its place are free.
        var registry = new Registry([.. Registry.Discover().Experiments, experiment]);
        Assert.Single(registry.Experiments.SelectMany(each => each.Claims), claim => claim.Order == experiment.Claim.Order);
    }

    private static Assembly Compiled(string source)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(file => MetadataReference.CreateFromFile(file));
        SyntaxTree[] files = [CSharpSyntaxTree.ParseText(source), CSharpSyntaxTree.ParseText(Usings)];
        var compilation = CSharpCompilation.Create("Readme", files, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        return Assembly.Load(image.ToArray());
    }
}
