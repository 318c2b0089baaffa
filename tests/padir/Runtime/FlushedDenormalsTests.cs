using System.Runtime.CompilerServices;
using Gmlm.Padir.Runtime;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Runtime;

/// <summary>Tiny numbers are 0 while it lives, here and in torch, and are themselves again after.</summary>
public class FlushedDenormalsTests
{
    [Fact(Skip = "only on Linux x64", SkipUnless = nameof(IsTested))]
    public void While_it_lives()
    {
        Assert.True(Product(1e-38f, 0.1f) > 0);
        using (FlushedDenormals.Begin())
        {
            Assert.Equal(0, Product(1e-38f, 0.1f));
            using (FlushedDenormals.Begin())
            {
                Assert.Equal(0, InTorch(1e-38f, 0.1f));
            }

            Assert.Equal(0, Product(1e-38f, 0.1f));
            Assert.Equal(4e-38f, Product(2e-38f, 2));
            using (FlushedDenormals.Suspend())
            {
                Assert.True(Product(1e-38f, 0.1f) > 0);
            }

            Assert.Equal(0, Product(1e-38f, 0.1f));
        }

        Assert.True(Product(1e-38f, 0.1f) > 0);
        Assert.True(InTorch(1e-38f, 0.1f) > 0);
    }

    public static bool IsTested => OperatingSystem.IsLinux() && System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.X64;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float Product(float x, float y) => x * y;

    private static float InTorch(float x, float y)
    {
        using var scope = NewDisposeScope();
        return (tensor(x) * tensor(y)).item<float>();
    }
}
