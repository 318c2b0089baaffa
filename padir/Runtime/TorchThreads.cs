using static TorchSharp.torch;

namespace Gmlm.Padir.Runtime;

/// <summary>
/// Sets libtorch's number of threads until disposed. On tensors of a few hundred numbers, several threads mostly wait for each other (ten
/// times slower than one on a busy machine). Floating-point sums depend on the number of threads.
/// </summary>
public sealed class TorchThreads : IDisposable
{
    private readonly int _before = get_num_threads();

    /// <summary>Sets the number of threads.</summary>
    /// <param name="count">At least 1.</param>
    public TorchThreads(int count) => set_num_threads(count);

    /// <inheritdoc/>
    public void Dispose() => set_num_threads(_before);
}
