namespace Gmlm.Padir.Runtime;

/// <summary>What had to be done to make TorchSharp's native library loadable.</summary>
public enum TorchLibraryState
{
    /// <summary>Nothing was done, since the system provides every version that the library needs.</summary>
    NotNeeded,

    /// <summary>An earlier process patched the library.</summary>
    AlreadyPatched,

    /// <summary>This process patched the library.</summary>
    Patched,

    /// <summary>The library could not be patched; TorchSharp will not load.</summary>
    Failed,
}

/// <summary>The state of TorchSharp's native library.</summary>
/// <param name="State">What was done.</param>
/// <param name="Detail">One or two sentences: why, and after a failure what to do.</param>
/// <param name="Path">The library's file; empty if none was examined.</param>
public sealed record TorchLibraryStatus(TorchLibraryState State, string Detail, string Path);

/// <summary>TorchSharp cannot be loaded on this machine; the message says why and what to do.</summary>
public sealed class TorchUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
