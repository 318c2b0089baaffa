using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Gmlm.Padir.Runtime;

/// <summary>
/// Sees to it that TorchSharp can be loaded, before it tries, and that libtorch's threads wait as they should (<see cref="WaitPolicy"/>).
/// TorchSharp loads its native library when its first type is touched and
/// says, should the loader refuse, that there is no reference to a libtorch package; by then it is too late.
/// </summary>
public static class TorchLibrary
{
    private const string FileName = "libLibTorchSharp.so";
    private const string Provider = "libstdc++.so.6";

    private static readonly Lazy<TorchLibraryStatus> Once = new(() => Prepare(AppContext.BaseDirectory));

    /// <summary>What was found and done; never throws. Computed once in a process.</summary>
    public static TorchLibraryStatus Status => Once.Value;

    /// <summary>
    /// Throws unless TorchSharp's library is loadable as far as can be told. Code outside of this assembly that may touch a TorchSharp type first
    /// calls this; inside, the module initializer has been there, and a call only turns a failure into a clear error.
    /// </summary>
    /// <returns>What was found and done.</returns>
    /// <exception cref="TorchUnavailableException">It could not be made loadable; the message says what to do.</exception>
    public static TorchLibraryStatus EnsureLoadable() =>
        Status.State == TorchLibraryState.Failed ? throw new TorchUnavailableException(Status.Detail) : Status;

    /// <summary>Runs before any other code of this assembly. It must not throw: the error would read "type initializer for &lt;Module&gt;".</summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "It must come before the first TorchSharp type; a call forgotten at one entry point would give a misleading error there.")]
    internal static void Initialize() => _ = Status;

    private static TorchLibraryStatus Prepare(string folder)
    {
        WaitPolicy.MakePassive();
        if (!OperatingSystem.IsLinux())
        {
            return NotNeeded("Only Linux ties libraries to versions of libstdc++.");
        }

        // Beside the application, or where a build for all platforms puts it; never the package cache.
        var path = new[] { folder, Path.Combine(folder, "runtimes", "linux-x64", "native") }.Select(place => Path.Combine(place, FileName)).FirstOrDefault(File.Exists);
        if (path is null)
        {
            return NotNeeded($"There is no {FileName} in {folder}.");
        }

        try
        {
            return SystemLibrary.Locate(Provider) is { } provider
                ? TorchLibraryPatch.Apply(path, ElfVersionDefinitions.Read(new ElfImage(File.ReadAllBytes(provider))))
                : new TorchLibraryStatus(TorchLibraryState.Failed, $"{Provider} was not found. Install libstdc++ (Debian, Ubuntu: libstdc++6).", path);
        }
        catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return new TorchLibraryStatus(TorchLibraryState.Failed, $"The system's {Provider} could not be read: {error.Message}", path);
        }
    }

    private static TorchLibraryStatus NotNeeded(string reason) => new(TorchLibraryState.NotNeeded, reason, "");
}
