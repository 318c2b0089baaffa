using Gmlm.Padir.Runtime;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Runtime;

/// <summary>TorchSharp on this machine. The library is made loadable before the first TorchSharp type is used.</summary>
public class TorchTests
{
    public TorchTests() => TorchLibrary.EnsureLoadable();

    [Fact]
    public void Multiplies_matrices()
    {
        using var scope = NewDisposeScope();
        var product = matmul(tensor(new float[] { 1, 2, 3, 4, 5, 6 }, [2, 3]), tensor(new float[] { 1, 0, 0, 1, -1, 2 }, [3, 2]));

        Assert.Equal([-2f, 8f, -2f, 17f], product.data<float>().ToArray());
    }

    [Fact]
    public void Differentiates()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new float[] { 1, -2, 3 }, requires_grad: true);
        (x * x * x).sum().backward();

        Assert.Equal([3f, 12f, 27f], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Saves_and_loads_a_module()
    {
        using var scope = NewDisposeScope();
        var file = Path.GetTempFileName();
        try
        {
            var (written, read) = (nn.Linear(3, 2), nn.Linear(3, 2));
            written.save(file);
            read.load(file);

            Assert.Equal(written.weight.data<float>().ToArray(), read.weight!.data<float>().ToArray());
            Assert.Equal(written.bias!.data<float>().ToArray(), read.bias!.data<float>().ToArray());
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Prints_and_reports_errors_of_the_native_side()
    {
        // Both use the C++ streams and exceptions that the patched library shares with libtorch. matmul is avoided: in TorchSharp 0.107.0
        // its exceptions escape and end the process on every system.
        using var scope = NewDisposeScope();
        var error = Assert.ThrowsAny<Exception>(() => mm(ones(2, 3), ones(2, 3)));

        Assert.Contains("2x3", error.Message);
        Assert.Contains("[2x2]", ones(2, 2).ToString(TorchSharp.TensorStringStyle.Julia));
    }

    [Fact]
    public void The_library_beside_the_tests_needs_nothing_the_system_lacks()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux ties libraries to versions of libstdc++.");
        var path = Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so");
        var status = TorchLibrary.Status;
        var image = new ElfImage(File.ReadAllBytes(path));
        var provided = ElfVersionDefinitions.Read(new ElfImage(File.ReadAllBytes(SystemLibrary.Locate("libstdc++.so.6")!)));

        Assert.Equal(path, status.Path);
        Assert.DoesNotContain(ElfVersionNeeds.Read(image), need => need.File == "libstdc++.so.6" && !need.IsWeak && !provided.Contains(need.Version));
    }

    [Fact]
    public void The_real_library_changes_in_the_one_flag_only()
    {
        // GLIBCXX_3.4.32 is the only version in the file without relocations, so it is the only one that an older libstdc++ may lack.
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux ties libraries to versions of libstdc++.");
        var original = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so"));
        var needs = ElfVersionNeeds.Read(new ElfImage(original));
        var need = needs.Single(need => need.Version == "GLIBCXX_3.4.32");
        original[need.FlagsOffset] = original[need.FlagsOffset + 1] = 0;
        HashSet<string> older = [.. needs.Where(other => other != need).Select(other => other.Version)];

        var (state, _, patched) = TorchLibraryPatch.Weaken(original, older);

        Assert.Equal(TorchLibraryState.Patched, state);
        Assert.Equal([need.FlagsOffset], Enumerable.Range(0, original.Length).Where(i => original[i] != patched![i]));
        Assert.Equal(TorchLibraryState.Failed, TorchLibraryPatch.Weaken(original, new HashSet<string>()).State);
    }

    [Fact]
    public void The_probe_says_what_it_found()
    {
        var probe = TorchProbe.Run();

        Assert.True(probe.Loaded, probe.Error);
        Assert.Equal("", probe.Error);
        Assert.Equal(0, probe.MatmulError);
        Assert.StartsWith("2.", probe.LibTorchVersion);
        Assert.InRange(probe.Threads, 1, 4096);
        Assert.InRange(probe.GigaflopsPerSecond, 0.01, 1e6);
    }
}
