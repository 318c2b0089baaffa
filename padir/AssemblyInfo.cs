[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Gmlm.Padir.Tests")]
