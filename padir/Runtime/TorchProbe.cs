using System.Diagnostics;
using TorchSharp;

namespace Gmlm.Padir.Runtime;

/// <summary>Facts about TorchSharp on this machine, for provenance and for the check of the machine.</summary>
/// <param name="Library">What was done to make the library loadable.</param>
/// <param name="Loaded">Whether TorchSharp loaded and computed a product.</param>
/// <param name="LibTorchVersion">The version of libtorch; empty if not loaded.</param>
/// <param name="Threads">The number of threads that one operator may use; 0 if not loaded.</param>
/// <param name="HasCuda">Whether a CUDA device can be used.</param>
/// <param name="MatmulError">The largest difference between TorchSharp's product of two small integer matrices and the exact product: 0, or
/// NaN if not loaded.</param>
/// <param name="GigaflopsPerSecond">The best of a few products of 768×768 single-precision matrices on the processor; 0 if not
/// loaded.</param>
/// <param name="Error">Why TorchSharp did not load, and what to do; empty if it loaded.</param>
public sealed record TorchProbe(
    TorchLibraryStatus Library, bool Loaded, string LibTorchVersion, int Threads, bool HasCuda, double MatmulError,
    double GigaflopsPerSecond, string Error)
{
    private const int CheckSize = 8;
    private const int TimedSize = 768;
    private const int Repetitions = 5;

    /// <summary>Loads TorchSharp and tests it, which takes well under a second after loading. A failure to load does not throw.</summary>
    public static TorchProbe Run()
    {
        var library = TorchLibrary.Status;
        if (library.State == TorchLibraryState.Failed)
        {
            return NotLoaded(library, library.Detail);
        }

        try
        {
            return Try(library);
        }
        catch (Exception error) when (
            error is TypeInitializationException or NotSupportedException or DllNotFoundException or BadImageFormatException
            or EntryPointNotFoundException)
        {
            return NotLoaded(library, $"TorchSharp did not load: {error.GetBaseException().Message} ({library.Detail})");
        }
    }

    private static TorchProbe Try(TorchLibraryStatus library)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var error = MatmulDifference();
        return new TorchProbe(
            library, true, torch.__version__, torch.get_num_threads(), torch.cuda.is_available(), error, Speed(), "");
    }

    private static TorchProbe NotLoaded(TorchLibraryStatus library, string error) =>
        new(library, false, "", 0, false, double.NaN, 0, error);

    // Small integers are exact in single precision, whatever the order of summation.
    private static double MatmulDifference()
    {
        static float Left(int i, int k) => i - k;
        static float Right(int k, int j) => (k * j) % 5;

        var indices = Enumerable.Range(0, CheckSize * CheckSize).ToList();
        var a = torch.tensor(indices.Select(n => Left(n / CheckSize, n % CheckSize)).ToArray(), [CheckSize, CheckSize]);
        var b = torch.tensor(indices.Select(n => Right(n / CheckSize, n % CheckSize)).ToArray(), [CheckSize, CheckSize]);
        var product = torch.matmul(a, b).data<float>().ToArray();
        return indices.Max(
            n => Math.Abs(product[n] - Enumerable.Range(0, CheckSize).Sum(k => Left(n / CheckSize, k) * Right(k, n % CheckSize))));
    }

    private static double Speed()
    {
        var matrix = ScalarArithmetic.Filled([TimedSize, TimedSize], 0.5, torch.ScalarType.Float32, torch.CPU);
        torch.matmul(matrix, matrix).Dispose();
        var best = double.PositiveInfinity;
        for (var i = 0; i < Repetitions; i++)
        {
            var start = Stopwatch.GetTimestamp();
            torch.matmul(matrix, matrix).Dispose();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return 2.0 * TimedSize * TimedSize * TimedSize / best / 1e9;
    }
}
